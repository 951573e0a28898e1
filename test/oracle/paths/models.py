"""Models whose paths are written as statements, and compiled by SQLAlchemy."""
from sqlalchemy import Column, ForeignKey, ForeignKeyConstraint, Integer, String, Table
from sqlalchemy.orm import declarative_base, relationship

Base = declarative_base()

student_course = Table("student_course", Base.metadata, Column("student_id", ForeignKey("student.id")), Column("course_id", ForeignKey("course.id")))


class Student(Base):
    __tablename__ = "student"
    id = Column(Integer, primary_key=True)
    school_id = Column(ForeignKey("school.id"))
    courses = relationship("Course", secondary=student_course)
    school = relationship("School", back_populates="students")


class Course(Base):
    __tablename__ = "course"
    id = Column(Integer, primary_key=True)


class School(Base):
    __tablename__ = "school"
    id = Column(Integer, primary_key=True)
    students = relationship("Student", back_populates="school")
    employees = relationship("Employee", back_populates="school")
    seniors = relationship("Employee", primaryjoin="and_(School.id == Employee.school_id, Employee.grade == 'senior')", viewonly=True)


class Employee(Base):
    __tablename__ = "employee"
    id = Column(Integer, primary_key=True)
    kind = Column(String)
    grade = Column(String)
    school_id = Column(ForeignKey("school.id"))
    school = relationship("School", back_populates="employees")
    __mapper_args__ = {"polymorphic_on": kind, "polymorphic_identity": "employee"}


class Teacher(Employee):
    __tablename__ = "teacher"
    id = Column(ForeignKey("employee.id"), primary_key=True)
    lessons = relationship("Lesson")
    __mapper_args__ = {"polymorphic_identity": "teacher"}


class Janitor(Employee):
    keys = Column(Integer)
    __mapper_args__ = {"polymorphic_identity": "janitor"}


class Lesson(Base):
    __tablename__ = "lesson"
    day = Column(Integer, primary_key=True)
    hour = Column(Integer, primary_key=True)
    teacher_id = Column(ForeignKey("teacher.id"))


class Mark(Base):
    __tablename__ = "mark"
    id = Column(Integer, primary_key=True)
    day = Column(Integer)
    hour = Column(Integer)
    lesson = relationship("Lesson")
    __table_args__ = (ForeignKeyConstraint(["day", "hour"], ["lesson.day", "lesson.hour"]),)


class Badge(Base):
    __tablename__ = "badge"
    id = Column(Integer, primary_key=True)
    owner_id = Column("owner", ForeignKey("employee.id"))


class Node(Base):
    __tablename__ = "node"
    id = Column(Integer, primary_key=True)
    parent_id = Column(ForeignKey("node.id"))
    parent = relationship("Node", remote_side=[id])
